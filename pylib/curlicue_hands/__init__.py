"""What a hand is made of and how it is kept: windows, start state, model card, snapshots, the story of its training."""
