using System.CommandLine;

namespace Counterweight.Cli.Arguments;

/// <summary>Adds options to commands.</summary>
internal static class OptionList
{
    /// <summary>Adds some in their order.</summary>
    public static void Add(this Command command, params IEnumerable<Option> options)
    {
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }
}
