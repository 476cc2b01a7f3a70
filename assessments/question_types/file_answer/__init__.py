"""File: a document or a photograph is handed in, marked by a person with a rubric."""

from collections.abc import Collection
from typing import Any

from assessments.question_types.base import PublicQuestion, is_storable
from assessments.question_types.by_hand import HandMarkedType, Value
from assessments.question_types.file_answer.schema import REFERENCE, Content
from assessments.question_types.problems import ResponseRefused

__all__ = ["TYPE"]


class FileAnswer(HandMarkedType[Content]):
    """A question whose answer is a file. What is stored names it by the hash of its bytes: ``<sha256>/<name>``."""

    kind = "file_answer"
    content = Content
    takes_file = True
    script = "js/exam-file.js"

    def public(self, content: Content) -> PublicQuestion:
        """Give the prompt."""
        return PublicQuestion(kind=self.kind, prompt=content.prompt)

    def accepts(self, keys: Collection[str], value: object) -> Value:
        """Accept what names a file; whether it was handed in, whoever hands it out asks."""
        if value is None or value == "":
            return None
        if not isinstance(value, str) or not REFERENCE.fullmatch(value) or not is_storable(value):
            raise ResponseRefused("not_a_file")
        return value

    def parts(self, content: Content, value: Value) -> Any:
        """Give also what may be handed in, and what was."""
        sha256, _slash, name = (value or "").partition("/")
        return {
            **super().parts(content, value), "types": content.types, "megabytes": content.megabytes, "sha256": sha256,
            "name": name, "endings": ",".join(f".{ending}" for ending in content.endings),
        }  # fmt: skip

    def reviewed_parts(self, content: Content, value: Value) -> Any:
        """Give also the hash of the file."""
        return {**super().reviewed_parts(content, value), "sha256": (value or "").partition("/")[0]}

    def summary(self, content: Content, value: Value) -> str:
        """Give the name of the file."""
        return (value or "").partition("/")[2]


TYPE = FileAnswer()
