"""Loads and checks audit/policies: policy versions, marketplaces, the catalogue; answers what is in force when."""

from audit.policy.loading import find_marketplace, in_force, load_catalogue, load_marketplaces, load_policies

__all__ = ["find_marketplace", "in_force", "load_catalogue", "load_marketplaces", "load_policies"]
