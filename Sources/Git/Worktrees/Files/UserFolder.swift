#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The folder of the user's own git files, without a slash at the end; nil if the environment names none.
func userFolder() -> String? {
  func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
  if let folder = variable("XDG_CONFIG_HOME") { return folder + "/git" }
  return variable("HOME").map { $0 + "/.config/git" }
}
