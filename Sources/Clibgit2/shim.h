// The only door to libgit2. Functions here exist because Swift cannot call
// what they wrap; each says why.
#ifndef FANIN_CLIBGIT2_SHIM_H
#define FANIN_CLIBGIT2_SHIM_H

#include <git2.h>
#include <git2/sys/filter.h>
#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

// git_libgit2_opts is variadic, which Swift does not import.
static inline int fanin_set_option_int(int option, int value) {
  return git_libgit2_opts(option, value);
}

// Variadic as above: the extensions that this program understands besides
// libgit2's own. The names must be in lower case.
static inline int fanin_set_extensions(const char **names, size_t count) {
  return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, count);
}

// Variadic as above: where configuration files of a level are looked for.
static inline int fanin_set_search_path(int level, const char *path) {
  return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, path);
}

// Swift's module of the C library leaves <malloc.h> out.
static inline void fanin_keep_freed_memory(void) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
  mallopt(M_TOP_PAD, 1 << 20);
#endif
}

#endif
