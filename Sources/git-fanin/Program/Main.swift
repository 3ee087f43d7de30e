import Git

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where the process begins and ends; everything else is in `Program`.
@main
enum Main {
  static func main() {
    keepFreedMemory()
    exit(Program.run())
  }
}
