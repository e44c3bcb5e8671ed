using System.CommandLine;

namespace Counterweight.Benchmarks;

/// <summary>Runs what was parsed: wrong arguments end in one line and an exit code.</summary>
internal static class CommandRun
{
    public static int Of(ParseResult parsed)
    {
        if (parsed.Errors.Count > 0)
        {
            Console.Error.WriteLine(parsed.Errors[0].Message);
            return UsageException.ExitCode;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (UsageException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return UsageException.ExitCode;
        }
    }
}
