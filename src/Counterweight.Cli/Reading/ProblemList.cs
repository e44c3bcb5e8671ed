namespace Counterweight.Cli.Reading;

/// <summary>What is wrong with a file: the first few problems and how many more there are.</summary>
internal sealed class ProblemList(string source)
{
    private const int MostTold = 10;

    private readonly List<string> told = [];
    private long untold;

    /// <summary>Takes a problem of a line.</summary>
    public void Add(long line, string problem) => Add(() => FormattableString.Invariant($"{source}:{line}: {problem}"));

    /// <summary>Takes a problem of the whole file.</summary>
    public void Add(string problem) => Add(() => $"{source}: {problem}");

    public IReadOnlyList<string> ToList() => untold == 0 ? told : [.. told, FormattableString.Invariant($"{source}: and {untold:N0} more like these")];

    private void Add(Func<string> problem)
    {
        if (told.Count < MostTold)
        {
            told.Add(problem());
        }
        else
        {
            untold++;
        }
    }
}
