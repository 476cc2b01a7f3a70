"""What was earned, and the documents that say so."""

from certificates.models.award import Award
from certificates.models.bundle import CertificateBundle
from certificates.models.certificate import Certificate, CertificateFile, SerialCounter
from certificates.models.revocation import Reinstatement, Revocation
from certificates.models.supersession import Supersession

__all__ = [
    "Award",
    "Certificate",
    "CertificateBundle",
    "CertificateFile",
    "Reinstatement",
    "Revocation",
    "SerialCounter",
    "Supersession",
]
