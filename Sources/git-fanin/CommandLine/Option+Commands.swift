// The options of single commands. A command has those whose `spec` it lists.

extension Option where Value == String? {
  static var into: Self {
    Self(
      "into", value: "TARGET",
      help: "The branch that the others fan in to. Default: the current branch.")
  }

  static var message: Self {
    Self("message", "m", value: "TEXT", help: "The text of the merge commits, before their trailers.")
  }

  static var gate: Self {
    Self(
      "gate", value: "CMD", overrides: ["no-gate"],
      help: "Run CMD by the shell on the merged tree; publish only if it exits with 0.")
  }

  static var hooksFolder: Self {
    Self(
      "hooks-folder", value: "DIR",
      help:
        "The folder of hooks, where it is not to be found out: one in a worktree, or shared by repositories.")
  }

  static var from: Self {
    Self(
      "from", value: "TARGET",
      help: "The branch where the lanes start and later fan in. Default: the current branch.")
  }
}

extension Option where Value == String? {
  static var completedWord: Self {
    Self(
      verbatim: "word", value: "WORD",
      help:
        "Write how WORD may go on behind the words given, a line each; the first line says what to add: files, "
        + "folders or none.")
  }
}

extension Option where Value == [String] {
  static var order: Self {
    Self(
      list: "order", value: "LIST",
      help: "Merge these lanes first, in this order: names separated by commas.")
  }
}

extension Option where Value == Int? {
  static var maxCount: Self {
    Self(number: "max-count", "n", value: "N", help: "Show at most N fan-ins, the newest first.")
  }
}

extension Option where Value == [LaneRequest] {
  static var lane: Self {
    Self(
      lanes: "lane", value: "NAME[=GLOB,…]",
      help: "Make the lane NAME, which owns the paths that match a GLOB. Once for each lane.")
  }
}

extension Option where Value == Bool {
  static var committed: Self {
    Self(flag: "committed", help: "Leave out uncommitted and untracked files of worktrees.")
  }

  static var dryRun: Self {
    Self(flag: "dry-run", "n", help: "Decide and show everything, change nothing.")
  }

  static var keepGoing: Self {
    Self(
      flag: "keep-going", "k",
      help: "Fan in the branches that are free of open clashes; leave the others for resolve.")
  }

  static var squash: Self {
    Self(flag: "squash", help: "One ordinary commit for each branch instead of a merge commit.")
  }

  static var noGate: Self {
    Self(flag: "no-gate", overrides: ["gate"], help: "Run no gate, not even the one that is configured.")
  }

  static var allowDirty: Self {
    Self(
      flag: "allow-dirty",
      help: "Merge what is committed even where a worktree has uncommitted changes.")
  }

  static var hooks: Self { Self(flag: "hooks", help: "The hooks.") }

  static var driver: Self {
    Self(flag: "driver", help: "The merge driver, by which plain git merges as we do.")
  }

  static var all: Self { Self(flag: "all", help: "Every lane that is merged.") }

  static var discardIgnored: Self {
    Self(flag: "discard-ignored", help: "Remove a lane's ignored files too, for instance its build output.")
  }
}
