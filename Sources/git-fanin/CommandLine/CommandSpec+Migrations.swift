// The command about migrations.

extension CommandSpec {
  static var renumber: CommandSpec {
    CommandSpec(
      name: "renumber",
      summary: "renumber a branch's new migrations, or reserve numbers",
      operands: .any(
        "reserve [N]", help: "Hand out the next number, or the next N, instead of renumbering."),
      options: [
        Option.onto.spec, Option.branch.spec, Option.renumberCheck.spec, Option.dryRun.spec,
        Option.acceptSameObject.spec,
        Option.group.spec, Option.reservedLane.spec, Option.listReserved.spec,
      ],
      description: [
        "Moves the current branch's new migrations past those of the target, and of lanes named before "
          + "it: files, what refers to them, and the files that list them. What the target has keeps its "
          + "number. Uncommitted and untracked migrations count.",
        "Tracked files change in the worktree and the index, as by 'git mv'; nothing is committed. A file "
          + "that git does not track is renamed and stays untracked. Refuses where a file to be touched "
          + "has changes that are not staged, or a new name is taken. With --branch, one commit is put on "
          + "top of that branch.",
        "What must not be settled by itself (E-… codes), such as a column that both sides change, is "
          + "shown with both places, and nothing is changed. Once you have looked at it, --accept-same-object "
          + "puts the branch's migration behind the target's all the same.",
        "'renumber reserve' hands out numbers that no other caller gets, in any worktree. They lie in "
          + "refs/fanin/reservations, which can be pushed. The lanes of others are numbered past them.",
      ],
      examples: [
        Example(line: "git fanin renumber", effect: "The current branch, past its target's migrations."),
        Example(
          line: "git fanin renumber --onto main --onto lane/api",
          effect: "Past the migrations of main and of another lane that is merged before."),
        Example(line: "git fanin renumber --check", effect: "Exit with 1 if anything would move."),
        Example(
          line: "git fanin renumber reserve 2 --group db/migrations",
          effect: "The next two numbers of that folder."),
      ],
      json: renumberKeys)
  }

  private static var renumberKeys: [JSONKey] {
    [
      JSONKey(
        name: "result",
        meaning: "\"nothing\", \"renumbered\", \"dry-run\", \"open\", \"reserved\" or \"list\"."),
      JSONKey(name: "target", meaning: "{ref, commit}: what was renumbered past."),
      JSONKey(name: "branch", meaning: "The full name of the branch."),
      JSONKey(name: "commit", meaning: "The commit put on top of --branch; else null."),
      JSONKey(
        name: "units",
        meaning:
          "[{group, scheme, lane, files, from, to, reason, regenerate, rewrites, mentions, level, code}]: each "
          + "migration that moves or must not; level is \"auto\", \"warn\" or \"stop\"; rewrites and mentions are "
          + "[{path, line, tier}], tier 1 for structure, 2 for a name, 3 for a bare number."),
      JSONKey(name: "open", meaning: "The clashes that need a decision; see CLASH below."),
      JSONKey(
        name: "duplicates",
        meaning:
          "[{group, scheme, files, code}]: what the target had twice before, for information; it stays."),
      JSONKey(
        name: "reservations",
        meaning: "[{group, scheme, lane, numbers}]: what was reserved, or with --list all of them."),
    ]
  }
}

extension Option where Value == [String] {
  static var onto: Self {
    Self(
      every: "onto", value: "REF",
      help: "Past the migrations of REF too. The first one is the target where the branch has none recorded; "
        + "default: origin's default branch, main or master.")
  }
}

extension Option where Value == String? {
  static var branch: Self {
    Self("branch", value: "BRANCH", help: "Renumber this branch by a commit on top of it.")
  }

  static var group: Self {
    Self("group", value: "FOLDER", help: "The folder of the migrations to reserve numbers of.")
  }

  static var reservedLane: Self {
    Self("lane", value: "LANE", help: "Reserve for this lane. Default: the current branch.")
  }
}

extension Option where Value == Bool {
  static var renumberCheck: Self {
    Self(flag: "check", help: "Only report; exit with 1 if anything would move or needs a decision.")
  }

  static var acceptSameObject: Self {
    Self(
      flag: "accept-same-object",
      help: "Renumber although the target's migrations change the same column, index or other thing.")
  }

  static var listReserved: Self {
    Self(flag: "list", help: "With reserve: show what was handed out.")
  }
}
