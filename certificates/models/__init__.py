"""What was earned, and the documents that say so."""

from certificates.models.award import Award
from certificates.models.certificate import Certificate, CertificateFile, SerialCounter
from certificates.models.revocation import Revocation

__all__ = ["Award", "Certificate", "CertificateFile", "Revocation", "SerialCounter"]
