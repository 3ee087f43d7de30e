import Git
import GitValues

/// The script of a hook: the one under `hooks/` for those who copy it, and the same with two lines more for `install`.
///
/// What is installed says itself whether it is unchanged: its second line has a sum of the rest and the mode it got. So
/// there is no list of what was installed that could be wrong, and later versions know what earlier ones put.
struct HookScript {
  let hook: GitHook

  /// What is behind a hook's name where the hook that was there before is kept.
  static let keptSuffix = ".fanin-kept"
  private static let mark = "# installed by git-fanin: "

  /// The script for copying by hand.
  var text: String { text(program: "git-fanin") }

  /// - Parameter program: what is run if it can be: the program's path as the shell is to read it, or its name.
  private func text(program: String) -> String {
    """
    #!/bin/sh
    # git-fanin: \(hook.purpose)
    # 'git fanin install' puts it in its place, keeps the hook that is there, and notes where the program is. To use it
    # by hand, copy it into the folder of the repository's hooks; a hook named \(hook.rawValue)\(HookScript.keptSuffix) beside it runs first.
    fanin=\(program)
    kept="$0\(HookScript.keptSuffix)"

    """ + (hook.readsInput ? HookScript.bodyWithInput(hook) : HookScript.body(hook))
      + (hook.isServerSide ? HookScript.closedEnd : HookScript.openEnd)
  }

  private static func body(_ hook: GitHook) -> String {
    """

    if [ -x "$kept" ]; then "$kept" "$@" || exit; fi
    command -v "$fanin" >/dev/null 2>&1 || fanin=git-fanin

    "$fanin" hook \(hook.rawValue) -- "$@"
    status=$?

    """
  }

  /// Both hooks are to read what git writes, so it is taken in first.
  private static func bodyWithInput(_ hook: GitHook) -> String {
    """
    input=$(cat)
    lines() { [ -z "$input" ] || printf '%s\\n' "$input"; }

    if [ -x "$kept" ]; then lines | "$kept" "$@" || exit; fi
    command -v "$fanin" >/dev/null 2>&1 || fanin=git-fanin

    lines | "$fanin" hook \(hook.rawValue) -- "$@"
    status=$?

    """
  }

  /// In somebody's own repository, what cannot be looked at must not stop the work: fan-in looks again.
  private static var openEnd: String {
    """
    case $status in
      0 | 1 | 130) exit $status ;;
      127) echo "$0: git-fanin is not found, so nothing was checked" >&2 ;;
      *) echo "$0: git-fanin could not check this (status $status); going on without" >&2 ;;
    esac

    """
  }

  /// Where others push to, nobody looks again: what cannot be looked at stays outside.
  private static var closedEnd: String {
    """
    if [ $status -eq 127 ]; then
      echo "$0: git-fanin is not found on the server, so nothing can be taken in; install it or remove this hook" >&2
    fi
    exit $status

    """
  }
}

extension HookScript {
  /// The script as it is installed.
  ///
  /// - Parameters:
  ///   - program: the absolute path of the program.
  ///   - mode: the permissions that the file gets.
  ///   - isFolderNew: whether the folder was made for it, to be removed with it.
  func installed(program: String, mode: UInt16, isFolderNew: Bool) throws(GitError) -> [UInt8] {
    let bytes = Array(text(program: shellQuoted(program)).utf8)
    let sum = try ObjectStore.id(of: .blob, bytes).hex
    let folder = isFolderNew ? " in a new folder" : ""
    let line = "\(HookScript.mark)\(sum) \(String(mode, radix: 8))\(folder)\n"
    let end = HookScript.firstLineEnd(bytes)
    return bytes[..<end] + Array(line.utf8) + bytes[end...]
  }

  /// What a hook's file is.
  enum State: Equatable {
    /// Just what `install` put there.
    case ours(isFolderNew: Bool)
    /// What `install` put there, but somebody has changed it since.
    case changed
    case foreign
  }

  /// Finds out what a hook's file is.
  ///
  /// - Parameters:
  ///   - bytes: its content.
  ///   - mode: its permissions.
  static func state(of bytes: [UInt8], mode: UInt16) -> State {
    let start = firstLineEnd(bytes)
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
    let line = String(decoding: bytes[start..<end], as: UTF8.self)
    guard let rest = line.after(mark) else {
      // A line of ours that is no longer the second is a change as well.
      return String(decoding: bytes, as: UTF8.self).contains("\n" + mark) ? .changed : .foreign
    }
    let words = rest.split(whereSeparator: { $0 == " " || $0 == "\n" })
    let sum = try? ObjectStore.id(of: .blob, Array(bytes[..<start] + bytes[end...])).hex
    guard words.count >= 2, sum.isExactly(String(words[0])), UInt16(words[1], radix: 8) == mode else {
      return .changed
    }
    return .ours(isFolderNew: words.count > 2)
  }

  private static func firstLineEnd(_ bytes: [UInt8]) -> Int {
    bytes.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
  }
}
