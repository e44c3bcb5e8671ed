using System.CommandLine;
using System.Globalization;
using Counterweight.Benchmarks.Timing;
using Counterweight.Core.Simd;

namespace Counterweight.Benchmarks.Serve;

/// <summary><c>serve</c>: times what standard input asks for, so that a script can alternate our kernels with a peer's.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var milliseconds = new Option<int>("--milliseconds")
        {
            Description = "Time to spend on an answer.",
            DefaultValueFactory = _ => 100,
            HelpName = "N",
        };
        var command = new Command("serve", """
            Times one request a line of standard input until it ends. The first line printed is the width of our registers in bits.
            A request is 'softmax-cross-entropy float32 65536x2 value+gradient threads=1' or the same with
            gradient+hessian; its answer is one line: the median ns per element, or 'refused: ' and the reason.
            """) { milliseconds };
        command.SetAction(parsed => Run(parsed.GetValue(milliseconds)));
        return command;
    }

    private static int Run(int milliseconds)
    {
        if (milliseconds < 1)
        {
            throw new UsageException("--milliseconds must be at least 1.");
        }

        var budget = TimeSpan.FromMilliseconds(milliseconds);
        Console.Out.WriteLine(RegisterWidth.Bits.ToString(CultureInfo.InvariantCulture));

        // The operands of the last request stay for the next, which a script that alternates asks again.
        ServedWork? work = null;
        while (Console.In.ReadLine() is { } line)
        {
            try
            {
                var request = WorkRequest.Parse(line);
                if (work?.Request != request)
                {
                    work?.Dispose();
                    work = null;
                    work = new ServedWork(request);
                }

                Console.Out.WriteLine(work.NanosecondsPerElement(budget).ToString("R", CultureInfo.InvariantCulture));
            }
            catch (UsageException exception)
            {
                Console.Out.WriteLine($"refused: {exception.Message}");
            }
        }

        work?.Dispose();
        return 0;
    }
}
