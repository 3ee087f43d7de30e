internal import Clibgit2

/// libgit2 itself: started once, when it is first needed.
enum Library {
  /// Starts libgit2. A global's initialiser runs once, whatever the thread.
  private static let started: Int32 = {
    let status = git_libgit2_init()
    guard status > 0 else { return status }
    ProcessConfiguration.apply()
    // An object's hash is checked by git when it arrives, not at every reading; checking here costs up to
    // half of the time that trees are read in.
    _ = fanin_set_option_int(Int32(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION.rawValue), 0)
    // What is published must outlive a power cut.
    _ = fanin_set_option_int(Int32(GIT_OPT_ENABLE_FSYNC_GITDIR.rawValue), 1)
    return allowExtensions()
  }()

  /// Makes sure that libgit2 runs.
  static func start() throws(GitError) { try check(started, "cannot start libgit2") }

  /// Extensions that need nothing of libgit2: `worktreeConfig` adds a configuration file, which `Repository`
  /// reads itself; a partial clone is whole as far as it goes; precious objects are never removed here.
  private static func allowExtensions() -> Int32 {
    "worktreeconfig".withCString { worktree in
      "partialclone".withCString { partial in
        "preciousobjects".withCString { precious in
          "objectformat".withCString { format in
            var names: [UnsafePointer<CChar>?] = [worktree, partial, precious, format]
            return fanin_set_extensions(&names, names.count)
          }
        }
      }
    }
  }
}
