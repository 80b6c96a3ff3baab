"""Looks at drawings and judges them: their steps in a row, what cells follow, what a change does, what may come."""
