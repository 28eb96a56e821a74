"""Registers the staff side of certificates."""

from wagtail import hooks

from certificates.viewsets import CertificateViewSet, SignatoryViewSet, WordingViewSet


@hooks.register("register_admin_viewset")
def register_certificates() -> CertificateViewSet:
    return CertificateViewSet("certificate_records")


@hooks.register("register_admin_viewset")
def register_wordings() -> WordingViewSet:
    return WordingViewSet("certificate_wordings")


@hooks.register("register_admin_viewset")
def register_signatories() -> SignatoryViewSet:
    return SignatoryViewSet("signatories")
