"""The field report's benchmark as a command: tasks as data, checks that run answers apart, figures side by side."""
