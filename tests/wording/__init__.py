"""Tests of the wording core: cues, acts, purposes, rules."""
