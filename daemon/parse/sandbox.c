/* SPDX-License-Identifier: ISC */
/*
 * The cage for code that reads hostile markup: no new file, no socket, no
 * process, no privilege, bounded memory.  A forbidden system call ends the
 * process, except for attempts to open files, which libraries make out of
 * habit and survive: those are answered "permission denied".
 *
 * Sanitizer builds need terabytes of address space and files of their own,
 * so they keep only what does not stand in their way.
 */
#include "config.h"

#include "parse/sandbox.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef HAVE_LINUX_LANDLOCK_H
#include <linux/landlock.h>
#endif
#ifdef HAVE_SECCOMP
#include <seccomp.h>
#endif

#include "base/xalloc.h"
#include "parse/extract/extract.h"
#include "parse/feed/feed.h"

#define SANDBOX_MEMORY	(256u << 20)	/* bytes of address space */

static int
fail(char **cause, const char *what)
{
	*cause = xasprintf("%s: %s", what, strerror(errno));
	return -1;
}

static int
limit(int resource, rlim_t most)
{
	struct rlimit rl = { most, most };

	return setrlimit((__rlimit_resource_t)resource, &rl);
}

#ifndef WITH_SANITIZERS

static int
limits_enter(char **cause)
{
	if (limit(RLIMIT_NOFILE, 0) == -1)
		return fail(cause, "RLIMIT_NOFILE");
	if (limit(RLIMIT_NPROC, 0) == -1)
		return fail(cause, "RLIMIT_NPROC");
	if (limit(RLIMIT_AS, SANDBOX_MEMORY) == -1)
		return fail(cause, "RLIMIT_AS");
	return 0;
}

/*
 * Is it simply not to be had here?  Container managers answer EPERM for
 * system calls that they do not know; seccomp alone stops every open, too.
 */
static bool
landlock_is_absent(int error)
{
#ifdef HAVE_SECCOMP
	if (error == EPERM)
		return true;
#endif
	return error == ENOSYS || error == EOPNOTSUPP;
}

static int
landlock_enter(char **cause)
{
#ifdef HAVE_LINUX_LANDLOCK_H
	struct landlock_ruleset_attr attr = { 0 };
	long fd;

	attr.handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE |
	    LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE |
	    LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR |
	    LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
	    LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
	    LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
	    LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;
	fd = syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr), 0);
	if (fd == -1)
		return landlock_is_absent(errno) ? 0 : fail(cause, "landlock");
	if (syscall(SYS_landlock_restrict_self, fd, 0) == -1) {
		close((int)fd);
		return fail(cause, "landlock");
	}
	close((int)fd);
#endif
	return 0;
}

#ifdef HAVE_SECCOMP

/* What computing and answering takes, found by strace on each tool. */
static const int allowed[] = {
	SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(write), SCMP_SYS(writev),
	SCMP_SYS(close), SCMP_SYS(lseek), SCMP_SYS(fstat),
	SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
	SCMP_SYS(futex), SCMP_SYS(sched_yield), SCMP_SYS(getrandom),
	SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),
	SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigaction), SCMP_SYS(getpid), SCMP_SYS(gettid),
	SCMP_SYS(tgkill), SCMP_SYS(restart_syscall),
	SCMP_SYS(exit), SCMP_SYS(exit_group),
	SCMP_SYS(sysinfo)	/* qsort(3) of more than 1 KB asks */
};

/* Habits of libraries, answered with EACCES. */
static const int denied[] = {
	SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(access),
	SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(stat),
	SCMP_SYS(lstat), SCMP_SYS(statx), SCMP_SYS(readlink),
	SCMP_SYS(readlinkat), SCMP_SYS(getcwd)
};

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

static int
filter_rules(scmp_filter_ctx ctx)
{
	size_t i;
	int rc = 0;

	for (i = 0; i < COUNT(allowed); i++)
		rc |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, allowed[i], 0);
	for (i = 0; i < COUNT(denied); i++)
		rc |= seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EACCES),
		    denied[i], 0);
	/* fstat(2) is newfstatat(fd, "", …, AT_EMPTY_PATH) in glibc. */
	rc |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 0);
	/* stdio asks whether it writes to a terminal. */
	rc |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1,
	    SCMP_A1(SCMP_CMP_EQ, TCGETS, 0));
	rc |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1,
	    SCMP_A1(SCMP_CMP_EQ, TIOCGWINSZ, 0));
	/* Memory, but never memory that runs: JITs fall back. */
	rc |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	rc |= seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(mmap), 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC));
	rc |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	rc |= seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EACCES),
	    SCMP_SYS(mprotect), 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC));
	return rc;
}

static int
filter_enter(char **cause)
{
	scmp_filter_ctx ctx;
	int rc = -1;

	if ((ctx = seccomp_init(SCMP_ACT_KILL_PROCESS)) == NULL)
		return fail(cause, "seccomp");
	if (filter_rules(ctx) == 0)
		rc = seccomp_load(ctx);
	seccomp_release(ctx);
	if (rc == 0)
		return 0;
	errno = rc < 0 ? -rc : EINVAL;
	return fail(cause, "seccomp");
}

#endif
#endif

int
sandbox_enter(char **cause)
{
	feed_parser_warm();
	extract_warm();
	if (limit(RLIMIT_CORE, 0) == -1)
		return fail(cause, "RLIMIT_CORE");
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1)
		return fail(cause, "PR_SET_NO_NEW_PRIVS");
#ifndef WITH_SANITIZERS
	if (landlock_enter(cause) == -1 || limits_enter(cause) == -1)
		return -1;
#ifdef HAVE_SECCOMP
	if (filter_enter(cause) == -1)
		return -1;
#endif
#endif
	return 0;
}

const char *
sandbox_describe(void)
{
#ifdef WITH_SANITIZERS
	return "relaxed for sanitizers";
#elif defined(HAVE_SECCOMP)
	return "seccomp, landlock where the kernel has it, rlimits";
#else
	return "landlock where the kernel has it, rlimits";
#endif
}
