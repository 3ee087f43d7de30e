// The options that every command takes, before or after its name.

extension Option where Value == [String] {
  static var directory: Self {
    Self(
      every: "directory", "C", value: "DIR",
      help: "Run as if started in DIR. Several add up, each relative to the one before, as in git.")
  }
}

extension Option where Value == ColorChoice {
  static var color: Self {
    Self(
      "color", value: "WHEN", standard: .auto,
      help: "Colour the output: auto, always or never. auto heeds NO_COLOR and a pipe.")
  }
}

extension Option where Value == Bool {
  static var json: Self {
    Self(flag: "json", help: "Write one JSON document to standard output instead of text.")
  }

  static var quiet: Self {
    Self(flag: "quiet", "q", overrides: ["verbose"], help: "Say only what is wrong or was asked for.")
  }

  static var verbose: Self {
    Self(flag: "verbose", "v", overrides: ["quiet"], help: "Say more about what is decided and why.")
  }

  static var help: Self { Self(flag: "help", "h", help: "Show help for the command, or for all of them.") }

  static var version: Self { Self(flag: "version", help: "Show the version.") }
}
