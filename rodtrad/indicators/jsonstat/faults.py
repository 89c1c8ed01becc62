"""What can be wrong with a JSON-stat file, each with a name that stays the same."""

from enum import StrEnum

from django.utils.translation import gettext as _


class Fault(StrEnum):
    """Names as the validator of JSON-stat's author has them, where it has one for the same thing."""

    # The file
    TOO_LARGE = "TOO_LARGE"
    TOO_MANY_CELLS = "TOO_MANY_CELLS"
    TOO_MANY_NAMES = "TOO_MANY_NAMES"
    TOO_MANY_TABLES = "TOO_MANY_TABLES"
    NOT_UTF8 = "NOT_UTF8"
    NOT_JSON = "NOT_JSON"
    COMMENT_IN_JSON = "COMMENT_IN_JSON"
    NAN_IN_JSON = "NAN_IN_JSON"
    NUMBER_TOO_LARGE = "NUMBER_TOO_LARGE"
    TOO_DEEP = "TOO_DEEP"
    # What kind of answer it is
    NOT_JSON_STAT = "NOT_JSON_STAT"
    SOURCE_ERROR = "SOURCE_ERROR"
    CLASS_UNKNOWN = "CLASS_UNKNOWN"
    VERSION_UNKNOWN = "VERSION_UNKNOWN"
    IS_DIMENSION = "IS_DIMENSION"
    BUNDLE_DEPRECATED = "BUNDLE_DEPRECATED"
    COLLECTION_OF_LINKS = "COLLECTION_OF_LINKS"
    ITEM_NOT_EMBEDDED = "ITEM_NOT_EMBEDDED"
    SEVERAL_TABLES = "SEVERAL_TABLES"
    # Dimensions
    MISSING = "MISSING"
    WRONG_KIND = "WRONG_KIND"
    HIDDEN_CHARACTER = "HIDDEN_CHARACTER"
    ID_TWICE = "ID_TWICE"
    SIZE_INVALID = "SIZE_INVALID"
    ID_SIZE_LEN_MISMATCH = "ID_SIZE_LEN_MISMATCH"
    DIM_KEY_ID_MISMATCH = "DIM_KEY_ID_MISMATCH"
    ROLE_ID_UNKNOWN = "ROLE_ID_UNKNOWN"
    ROLE_TWICE = "ROLE_TWICE"
    # Categories
    INDEX_MISSING = "INDEX_MISSING"
    INDEX_TWICE = "INDEX_TWICE"
    INDEX_COUNT_MISMATCH = "INDEX_COUNT_MISMATCH"
    INDEX_POSITIONS_INVALID = "INDEX_POSITIONS_INVALID"
    LABEL_KEY_UNKNOWN = "LABEL_KEY_UNKNOWN"
    UNIT_KEY_UNKNOWN = "UNIT_KEY_UNKNOWN"
    COORD_KEY_UNKNOWN = "COORD_KEY_UNKNOWN"
    NOTE_KEY_UNKNOWN = "NOTE_KEY_UNKNOWN"
    CHILD_ID_UNKNOWN = "CHILD_ID_UNKNOWN"
    CHILD_CYCLE = "CHILD_CYCLE"
    METRIC_UNIT_MISSING = "METRIC_UNIT_MISSING"
    # Cells
    VALUE_LEN_MISMATCH = "VALUE_LEN_MISMATCH"
    VALUE_NOT_NUMBER = "VALUE_NOT_NUMBER"
    SPARSE_KEY_INVALID = "SPARSE_KEY_INVALID"
    SPARSE_KEY_OUT_OF_RANGE = "SPARSE_KEY_OUT_OF_RANGE"
    STATUS_LEN_MISMATCH = "STATUS_LEN_MISMATCH"
    STATUS_TOO_MANY = "STATUS_TOO_MANY"
    UPDATED_UNREADABLE = "UPDATED_UNREADABLE"


class JsonStatError(Exception):
    """Tell what is wrong, where in the file (`link.item[0].value[3]`; empty for the whole), and what to do."""

    def __init__(self, fault: Fault, place: str, message: str) -> None:
        super().__init__(message)
        self.fault = fault
        self.place = place
        self.message = message

    @property
    def code(self) -> str:
        return self.fault.value

    def __str__(self) -> str:
        if not self.place:
            return self.message
        return _("I «%(place)s»: %(message)s") % {"place": self.place, "message": self.message}
