"""Registers the staff side of the network."""

from wagtail import hooks

from network.viewsets import NetworkGroup, PeopleGroup


@hooks.register("register_admin_viewset")
def register_people() -> PeopleGroup:
    return PeopleGroup()


@hooks.register("register_admin_viewset")
def register_network() -> NetworkGroup:
    return NetworkGroup()
