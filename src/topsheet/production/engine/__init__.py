"""Pure functions over records as plain data: what differs, and how two versions become one."""
