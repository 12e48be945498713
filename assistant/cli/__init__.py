"""The door for one question: arguments and stdin become a prompt, endings become exit codes."""
