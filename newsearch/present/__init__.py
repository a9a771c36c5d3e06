"""How results look: ``terminal`` for people, ``records`` for programs. The only room that writes ANSI."""
