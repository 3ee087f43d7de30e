import Git
import GitValues

/// Sets git-fanin up as git's merge driver, and takes it out again.
///
/// It becomes `merge.default` in the repository's own configuration: the driver of paths without a `merge` attribute.
/// What `.gitattributes` says (`merge=union`, `binary`, `-merge`) goes first, as it should; an attribute of ours in
/// `info/attributes` would go before all of that.
struct DriverInstaller {
  let workspace: Workspace
  /// The program's path.
  let program: String

  private var file: String { workspace.repository.commonFolder + "config" }

  /// The command as git runs it by the shell: ours, or git's own merge where git-fanin is gone.
  ///
  /// A driver that cannot be run would leave our side of the file, without markers, as the result of a conflict.
  var command: String {
    let program = shellQuoted(program).split(separator: "%", omittingEmptySubsequences: false).joined(
      separator: "%%")
    return "fanin=\(program); command -v \"$fanin\" >/dev/null 2>&1 || fanin=git-fanin; "
      + "command -v \"$fanin\" >/dev/null 2>&1 || { git merge-file --marker-size=%L %A %O %B; exit; }; "
      + "\"$fanin\" merge-file --marker-size %L --path %P "
      + "--label-base %S --label-ours %X --label-theirs %Y %O %A %B"
  }

  private var block: MarkedBlock {
    MarkedBlock(
      text: """
        [merge]
        \tdefault = fanin
        [merge "fanin"]
        \tname = git-fanin
        \tdriver = \(DriverInstaller.configQuoted(command))
        \trecursive = text

        """)
  }

  /// A value as a configuration file has it, see git-config(1), "Syntax".
  private static func configQuoted(_ value: String) -> String {
    var text = "\""
    for character in value.unicodeScalars {
      switch character {
      case "\"", "\\": text += "\\" + String(character)
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      default: text.unicodeScalars.append(character)
      }
    }
    return text + "\""
  }

  /// - Returns: whether anything had to be changed.
  /// - Throws: where somebody has set up another driver.
  func install() throws -> Bool {
    try refuseOthers()
    var isChanged = false
    try SystemFiles.edit(file) { old in
      let new = try block.put(into: old)
      isChanged = new != nil
      return new
    }
    return isChanged
  }

  /// Refuses where the settings have values that are not ours.
  private func refuseOthers() throws {
    if case .whole = try MarkedBlock.state(of: readFile(file) ?? []) { return }
    let settings = try workspace.repository.configuration()
    for key in ["merge.default", "merge.fanin.driver"] {
      guard let value = settings.string(key) else { continue }
      throw FanInError.refused(
        "driver-set", "\(key) is '\(value)' already",
        hints: ["if that is not wanted: git config --unset \(key)"])
    }
  }

  /// - Returns: whether there was anything to take out.
  /// - Throws: where somebody has changed it since.
  func remove() throws -> Bool {
    guard try MarkedBlock.state(of: readFile(file) ?? []) != .missing else { return false }
    try SystemFiles.edit(file) { old in
      if let new = try MarkedBlock.taken(from: old) { return new }
      throw FanInError.refused(
        "block-changed", "the lines of git-fanin in \(file) have been changed since they were installed",
        hints: ["remove what is left of them by hand"])
    }
    return true
  }
}
