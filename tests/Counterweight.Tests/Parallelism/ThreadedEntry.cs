namespace Counterweight.Tests.Parallelism;

/// <summary>A call of a public method that takes a degree of parallelism, on fixed data.</summary>
/// <param name="Name">Type and method.</param>
/// <param name="Outputs">All that it writes.</param>
/// <param name="Run">The call; what it returns is part of the outcome.</param>
internal sealed record ThreadedEntry(string Name, Array[] Outputs, Func<int, object> Run)
{
    /// <summary>What the outputs hold.</summary>
    public string State => string.Join('|', Outputs.Select(output => string.Join(',', output.Cast<object>())));

    /// <summary>Outputs and result of a call on outputs that held what they hold now.</summary>
    public string Outcome(int degreeOfParallelism)
    {
        var before = Outputs.Select(output => (Array)output.Clone()).ToArray();
        var result = Run(degreeOfParallelism);
        var outcome = result + "|" + State;
        foreach (var (saved, output) in before.Zip(Outputs))
        {
            Array.Copy(saved, output, saved.Length);
        }

        return outcome;
    }
}
