"""Awards, certificates, verification, revocation."""
