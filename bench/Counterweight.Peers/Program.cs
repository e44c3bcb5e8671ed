using System.CommandLine;
using Counterweight.Benchmarks;
using Counterweight.Peers;

var parsed = PeersCommand.Create().Parse(args);
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
