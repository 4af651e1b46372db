"""Loads and checks audit/policies: policy versions, marketplaces, the catalogue."""

from audit.policy.loading import find_marketplace, in_force, load_catalogue, load_marketplaces, load_policies

__all__ = ["find_marketplace", "in_force", "load_catalogue", "load_marketplaces", "load_policies"]
