import Conflicts
import Git
import Merging

/// What the user's configuration says of merges.
struct MergeSettings: Sendable {
  var style = ConflictStyle.merge
  var trees = TreeMergeOptions()
  /// The driver of paths without a `merge` attribute (`merge.default`).
  var defaultDriver: String?
  /// Which rules may settle what git leaves open (`fanin.accept`, `fanin.disable`).
  var policy = ResolutionPolicy()
  /// The drivers that are configured as commands (`merge.NAME.driver`).
  var commandDrivers: Set<String> = []

  /// Reads git's own keys and ours.
  ///
  /// - Parameters:
  ///   - configuration: git's own keys.
  /// - Throws: `.invalidName` for a conflict style that git does not know.
  ///   - settings: our own keys.
  init(_ configuration: borrowing Configuration, _ settings: Settings) throws(GitError) {
    policy = try ResolutionPolicy(settings)
    if let name = configuration.string("merge.conflictstyle") {
      switch name {
      case "merge": style = .merge
      case "diff3": style = .diff3
      case "zdiff3": style = .zdiff3
      default:
        throw GitError(
          .invalidName, "merge.conflictStyle is '\(name)', which is none of git's styles",
          hint: "set it to merge, diff3 or zdiff3")
      }
    }
    trees.detectsRenames =
      configuration.bool("merge.renames") ?? configuration.bool("diff.renames") ?? true
    trees.renameLimit =
      configuration.integer("merge.renamelimit") ?? configuration.integer("diff.renamelimit") ?? 7000
    if trees.renameLimit <= 0 { trees.renameLimit = 7000 }
    if let folders = configuration.string("merge.directoryrenames"), folders != "conflict" {
      trees.folderRenames = configuration.bool("merge.directoryrenames") == true ? .apply : .off
    }
    defaultDriver = configuration.string("merge.default")
    // Our own driver is the rules themselves.
    commandDrivers = configuration.mergeDrivers().subtracting([MergeSettings.ownDriver])
  }

  /// The name under which `install --driver` makes us git's merge driver.
  static let ownDriver = "fanin"
}
