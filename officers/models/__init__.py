"""People, where they serve, and what they may do."""

from officers.models.area import Area
from officers.models.former_name import FormerName
from officers.models.grant import Act, Grant, Role, ScopeKind
from officers.models.login_failure import LoginFailure
from officers.models.login_link import LoginLink
from officers.models.notice import Notice
from officers.models.notice_mail import NoticeMail
from officers.models.officer import Officer, PrivacyAcceptance
from officers.models.password_request import PasswordRequest
from officers.models.people_import import ColumnMapping, ImportedFile, ImportedRow, PeopleImport
from officers.models.posting import Posting
from officers.models.proposal import Proposal
from officers.models.rank import Rank
from officers.models.unit import Unit, UnitParent

__all__ = [
    "Act",
    "Area",
    "ColumnMapping",
    "FormerName",
    "Grant",
    "ImportedFile",
    "ImportedRow",
    "LoginFailure",
    "LoginLink",
    "Notice",
    "NoticeMail",
    "Officer",
    "PasswordRequest",
    "PeopleImport",
    "Posting",
    "PrivacyAcceptance",
    "Proposal",
    "Rank",
    "Role",
    "ScopeKind",
    "Unit",
    "UnitParent",
]
