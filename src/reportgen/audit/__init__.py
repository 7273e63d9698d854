"""A published report, whoever made it -> what is wrong with it, with its place; read like data, checked like ours."""
