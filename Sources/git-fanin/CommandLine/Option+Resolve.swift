// The options of resolve, explain and merge-file.

/// What resolve can be asked for: one thing at a time.
private func resolveActions(besides name: String) -> [String] {
  ["continue", "abort", "take", "union", "edit", "with", "list", "forget"].filter { $0 != name }
}

extension Option where Value == Bool {
  private init(action name: String, help: String) {
    self.init(flag: name, excludes: resolveActions(besides: name), help: help)
  }

  static var proceed: Self {
    Self(action: "continue", help: "Everything is decided: take up the fan-in where it stopped.")
  }

  static var abort: Self {
    Self(action: "abort", help: "Give the open fan-in up. The branches stay as they are.")
  }

  static var union: Self {
    Self(action: "union", help: "Settle the open conflicts with the lines of both sides, the target's first.")
  }

  static var edit: Self {
    Self(action: "edit", help: "Open the conflicted files in your editor, which is the one that git uses.")
  }

  static var list: Self { Self(action: "list", help: "Show the resolutions that are remembered.") }

  static var forget: Self {
    Self(action: "forget", help: "Forget the remembered resolutions that are named, or --all.")
  }

  static var allResolutions: Self { Self(flag: "all", help: "With --forget: every one that is remembered.") }

  static var toStandardOutput: Self {
    Self(flag: "stdout", help: "Write the result to standard output and leave OURS as it is.")
  }

  static var diff3: Self {
    Self(flag: "diff3", overrides: ["zdiff3"], help: "Show the base in conflicts too.")
  }

  static var zdiff3: Self {
    Self(
      flag: "zdiff3", overrides: ["diff3"],
      help: "Likewise, with the lines that both sides begin or end with outside of the markers.")
  }
}

extension Option where Value == String? {
  static var take: Self {
    Self(
      "take", value: "LANE", excludes: resolveActions(besides: "take"),
      help: "Settle the open conflicts with the lines of one side: the lane's, or the target's.")
  }

  static var with: Self {
    Self(
      "with", value: "CMD", excludes: resolveActions(besides: "with"),
      help: "Let CMD, run by the shell, settle each file: JSON on its standard input, the whole file on its "
        + "standard output.")
  }

  static var path: Self {
    Self(
      verbatim: "path", "p", value: "PATH",
      help: "The file's path in the repository, by which its language is known; git's %P.")
  }

  static var oursLabel: Self {
    Self(verbatim: "label-ours", value: "TEXT", help: "What conflict markers call OURS; git's %X.")
  }

  static var baseLabel: Self {
    Self(verbatim: "label-base", value: "TEXT", help: "What conflict markers call BASE; git's %S.")
  }

  static var theirsLabel: Self {
    Self(verbatim: "label-theirs", value: "TEXT", help: "What conflict markers call THEIRS; git's %Y.")
  }

  static var accept: Self {
    Self(
      "accept", value: "WORD", among: ["certain", "likely", "none"],
      help: "How sure a rule must be to settle a conflict. Default: fanin.accept, or else likely.")
  }
}

extension Option where Value == Int? {
  static var timeout: Self {
    Self(
      number: "timeout", value: "SECONDS",
      help: "How long CMD may take for a file; 0 for as long as it likes. Default: 300.")
  }

  static var markerSize: Self {
    Self(
      number: "marker-size", "L", value: "N",
      help: "How many characters a conflict marker has; git's %L. Default: 7.")
  }

  static var decisionCount: Self {
    Self(number: "max-count", "n", value: "N", help: "For a PATH, show at most N fan-ins. Default: 5.")
  }
}
