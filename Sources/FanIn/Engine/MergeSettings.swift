import Conflicts
import Git
import Merging

/// What the user's configuration says of merges.
struct MergeSettings: Sendable {
  var style = ConflictStyle.merge
  var trees = TreeMergeOptions()
  /// The driver of paths without a `merge` attribute (`merge.default`).
  var defaultDriver: String?
  /// The drivers that are configured as commands (`merge.NAME.driver`).
  var commandDrivers: Set<String> = []

  /// Reads git's own keys.
  ///
  /// - Throws: `.invalidName` for a conflict style that git does not know.
  init(_ configuration: borrowing Configuration) throws(GitError) {
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
    commandDrivers = configuration.mergeDrivers()
    // `install --driver` sets this up for git: it does what is done here anyway.
    commandDrivers.remove("fanin")
  }
}
