"""Downloads reports for a person who asked for them: politely, from known hosts alone, whole or not at all."""
