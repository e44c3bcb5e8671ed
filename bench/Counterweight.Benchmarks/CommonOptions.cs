using System.CommandLine;

namespace Counterweight.Benchmarks;

/// <summary>Options that commands share.</summary>
internal static class CommonOptions
{
    public static Option<string?> Filter() => new("--filter")
    {
        Description = "Only kernels whose name contains this: 'focal', 'softmax-cross-entropy float64'.",
        HelpName = "NAME",
    };
}
