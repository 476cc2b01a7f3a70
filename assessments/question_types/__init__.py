"""The kinds of question; `registry.get(kind)` gives one, `base.QuestionType` says what each provides."""
