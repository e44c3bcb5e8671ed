using System.Collections.Concurrent;

namespace Counterweight.Mutation;

/// <summary>Plants faults one by one, some at a time, and records what finds them.</summary>
internal sealed class MutationRun(SourceFiles sources, Record record, IReadOnlyList<Fault> all, string commit, TextWriter output)
{
    private static readonly TimeSpan NarrowLimit = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan WholeLimit = TimeSpan.FromMinutes(20);

    private readonly ConcurrentDictionary<string, Lazy<MutatedProject>> projects = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly ConcurrentQueue<string> failures = new();
    private int done;

    /// <summary>Runs the faults and returns errors of the list: faults that do not compile, tests that fail without them.</summary>
    public IReadOnlyList<string> Run(IReadOnlyList<Fault> faults, int jobs, bool wholeToo)
    {
        foreach (var project in faults.Select(fault => fault.TestProject).Distinct(StringComparer.Ordinal))
        {
            output.WriteLine($"building {project}");
            Tool.Require(sources.Root, "dotnet", "build", "-c", "Release", "-m:1", Path.Combine("tests", project));
        }

        // One at a time: builds of projects that share references disturb each other.
        foreach (var project in faults.Select(Project).Distinct(StringComparer.Ordinal))
        {
            var built = MutatedProject.Load(project);
            if (built.Emit(null, null, out var errors) is null)
            {
                throw new MutationException($"{project} does not compile without faults:\n{errors}");
            }

            projects[project] = new(built);
        }

        if (!Unharmed(faults))
        {
            return [.. failures];
        }

        var queue = new ConcurrentQueue<Fault>(faults);
        Task.WaitAll([.. Enumerable.Range(0, jobs).Select(worker => Task.Factory.StartNew(() => Work(worker, queue, faults.Count, wholeToo), TaskCreationOptions.LongRunning))]);
        return [.. failures];
    }

    /// <summary>Whether the tests pass without faults, on assemblies compiled as those with faults are.</summary>
    private bool Unharmed(IReadOnlyList<Fault> faults)
    {
        foreach (var group in faults.GroupBy(fault => fault.TestProject, StringComparer.Ordinal))
        {
            var folder = new TestFolder(sources.Root, 0, group.Key);
            foreach (var project in group.Select(Project).Distinct(StringComparer.Ordinal))
            {
                folder.Exchange(projects[project].Value.AssemblyFile, projects[project].Value.Emit(null, null, out _)!);
            }

            List<string> classes = [.. group.SelectMany(fault => fault.TestClasses).Distinct(StringComparer.Ordinal)];
            var result = folder.Run(classes, "", WholeLimit);
            output.WriteLine($"{group.Key} without faults: {result.Killer ?? $"{result.Count} tests pass"}");
            if (result.Killer is not null || result.Count == 0)
            {
                failures.Enqueue($"{group.Key} fails without faults: {result.Killer ?? "no tests"}");
            }
        }

        return failures.IsEmpty;
    }

    private void Work(int worker, ConcurrentQueue<Fault> queue, int count, bool wholeToo)
    {
        var folders = new Dictionary<string, TestFolder>(StringComparer.Ordinal);
        while (queue.TryDequeue(out var fault))
        {
            if (!folders.TryGetValue(fault.TestProject, out var folder))
            {
                folder = folders[fault.TestProject] = new(sources.Root, worker, fault.TestProject);
            }

            var (result, error) = Try(fault, folder, wholeToo);
            lock (gate)
            {
                done++;
                output.WriteLine($"{done}/{count} {fault.Name}: {error ?? $"{result?.Outcome} {result?.Killer}"}");
                if (result is not null)
                {
                    record.Set(result);
                    record.Write(all);
                }
                else
                {
                    failures.Enqueue($"{fault.Name}: {error}");
                }
            }
        }
    }

    private (Result? Result, string? Error) Try(Fault fault, TestFolder folder, bool wholeToo)
    {
        var project = projects[Project(fault)].Value;
        var image = project.Emit(sources.Paths(fault.File)[0], fault, out var errors);
        if (image is null)
        {
            return (null, errors);
        }

        folder.Exchange(project.AssemblyFile, image);
        try
        {
            var narrow = folder.Run(fault.TestClasses, fault.Settings, NarrowLimit);
            if (narrow is { Killer: null, Count: 0 })
            {
                return (null, $"'{fault.Tests}' are no tests.");
            }

            if (narrow.Killer is not null)
            {
                return (new(fault.Name, fault.Edit, Outcome.Narrow, narrow.Killer, commit), null);
            }

            var whole = wholeToo ? folder.Run([], fault.Settings, WholeLimit) : narrow;
            return (new(fault.Name, fault.Edit, whole.Killer is null ? Outcome.Survived : Outcome.Whole, whole.Killer ?? "-", commit), null);
        }
        finally
        {
            folder.Restore(project.AssemblyFile);
        }
    }

    private string Project(Fault fault) => SourceFiles.ProjectOf(sources.Paths(fault.File)[0]);
}
