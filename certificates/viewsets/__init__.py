"""The staff side of certificates: the papers, what they say, and who signs them."""

from certificates.viewsets.certificates import CertificateViewSet
from certificates.viewsets.words import SignatoryViewSet, WordingViewSet

__all__ = ["CertificateViewSet", "SignatoryViewSet", "WordingViewSet"]
