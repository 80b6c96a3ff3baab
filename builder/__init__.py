"""Assembles dist/ and serves it: standard library only, and no network but `npm ci`."""
