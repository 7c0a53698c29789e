"""Every way the product can fail, in one tree.

AssistantError
├── BadRequest                 what was asked for cannot be served as it stands
│   ├── QuestionTooLong        the question exceeds the limit of characters
│   ├── EmptyQuestion          the question holds no words
│   ├── UnknownDocument        no such document; the message names the known ones
│   ├── UnknownSeries          no such series; the message names the known ones
│   └── BadParameter           any other parameter out of its range
├── NotFound
│   ├── UnknownRecord          no such record id in the index
│   ├── UnknownConversation    no such conversation in the database
│   └── UnknownAnswer          no such answer in the database
├── IndexProblem               the index on disk cannot be used; the message names the mending command
│   ├── IndexMissing           nothing was built yet
│   ├── IndexDamaged           files are missing or do not match the manifest
│   └── IndexForeign           another schema version or another encoder
├── EncoderProblem             the encoder cannot be loaded, cannot compute, or gives vectors of another size
│   └── RerankerProblem        the reranker cannot be loaded, cannot compute, or is no reranker
├── DatabaseProblem            conversations cannot be read or written
├── BackupProblem              a backup cannot be written, read or restored; nothing was changed
├── SettingsProblem            a setting has a value that cannot be used
├── PromptProblem              a prompt file lacks a variable or declares one it does not use
├── ModelProblem               the language model server failed or refused
│   ├── ModelTimeout           it did not finish in the time it was given
│   ├── ModelGarbled           its reply is empty, broken off, or not an answer in the language asked for
│   ├── ModelUncited           too little of its reply stands in the passages it was given
│   └── ModelIncomplete        its reply leaves out entries of a list that must be complete
├── CitationProblem            a citation does not hold: an error of this program, never shown as an answer
└── IngestProblem              the documents cannot be turned into an index; nothing was changed
    ├── SourceUnreadable       not UTF-8 text, empty, or outside the folder
    ├── SourceChanged          a source does not match the hash in the manifest
    ├── CheckFailed            an invariant of the records does not hold
    └── BuildLocked            another process is building this index

Knows names, messages and the HTTP-independent code of each failure; knows nothing of HTTP.
"""

from __future__ import annotations


class AssistantError(Exception):
    """Base of every failure this product reports on purpose. ``code`` is stable and machine-readable."""

    code = "error"


class BadRequest(AssistantError):
    code = "bad_request"


class QuestionTooLong(BadRequest):
    code = "question_too_long"


class EmptyQuestion(BadRequest):
    code = "empty_question"


class UnknownDocument(BadRequest):
    code = "unknown_document"


class UnknownSeries(BadRequest):
    code = "unknown_series"


class BadParameter(BadRequest):
    code = "bad_parameter"


class NotFound(AssistantError):
    code = "not_found"


class UnknownRecord(NotFound):
    code = "unknown_record"


class UnknownConversation(NotFound):
    code = "unknown_conversation"


class UnknownAnswer(NotFound):
    code = "unknown_answer"


class IndexProblem(AssistantError):
    code = "index_problem"


class IndexMissing(IndexProblem):
    code = "index_missing"


class IndexDamaged(IndexProblem):
    code = "index_damaged"


class IndexForeign(IndexProblem):
    code = "index_foreign"


class EncoderProblem(AssistantError):
    code = "encoder_problem"


class RerankerProblem(EncoderProblem):
    code = "reranker_problem"


class DatabaseProblem(AssistantError):
    code = "database_problem"


class BackupProblem(AssistantError):
    code = "backup_problem"


class SettingsProblem(AssistantError):
    code = "settings_problem"


class PromptProblem(AssistantError):
    code = "prompt_problem"


class ModelProblem(AssistantError):
    code = "model_problem"


class ModelTimeout(ModelProblem):
    code = "model_timeout"


class ModelGarbled(ModelProblem):
    code = "model_garbled"


class ModelUncited(ModelProblem):
    code = "model_uncited"


class ModelIncomplete(ModelProblem):
    code = "model_incomplete"


class CitationProblem(AssistantError):
    code = "citation_problem"


class IngestProblem(AssistantError):
    code = "ingest_problem"


class SourceUnreadable(IngestProblem):
    code = "source_unreadable"


class SourceChanged(IngestProblem):
    code = "source_changed"


class CheckFailed(IngestProblem):
    code = "check_failed"


class BuildLocked(IngestProblem):
    code = "build_locked"
