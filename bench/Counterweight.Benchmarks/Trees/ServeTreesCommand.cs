using System.CommandLine;
using System.Globalization;
using Counterweight.Benchmarks.Timing;
using Counterweight.Core.Simd;

namespace Counterweight.Benchmarks.Trees;

/// <summary><c>serve-trees</c>: fits and times what standard input asks for, on arrays that a script has written to files.</summary>
internal static class ServeTreesCommand
{
    public static Command Create()
    {
        var milliseconds = new Option<int>("--milliseconds")
        {
            Description = "Time to spend on a kernel; a fit runs once.",
            DefaultValueFactory = _ => 100,
            HelpName = "N",
        };
        var processorTime = new Option<bool>("--processor-time")
        {
            Description = "Count the time of processors, of all threads together: on a machine that does other things too, the fair measure of one thread.",
        };
        var command = new Command("serve-trees", """
            Runs one request a line of standard input until it ends. The first line printed is the width of our registers in bits.
            A request is a work, the directory of its arrays and its settings: 'tree directory=/data threads=1 classes=2
            features=50 depth=8'; its answer is one line: the seconds that a call takes, the first one not counted, or
            'refused: ' and the reason. Results are written to the same directory.
            Arrays are raw and little-endian, float32 (.f32), float64 (.f64), int32 (.i32) or uint8 (.u8), feature-major:
            x, y, x_test of fits, which write predicted.i32, of trees leaves.i32 too and of boosting scores.f64; bins, w, g, h
            and perhaps rows of gradient-histogram, which writes histogram.f64; bins, g, h and rows of split-scan, which
            writes gains.f64. For nearest, candidates.f32 and queries.f32 are row-major, and indices.i32 and squared.f32 are
            written: 'nearest directory=/data features=28 k=5'. For multiply-adds, a billion of them in one core's registers,
            nothing is read or written. For metric, p.f32 has a score or probability a row and class, or of class 1 alone, y.i32 the
            labels, w.f32 the weights if any, and metric.f64 is written: 'metric directory=/data of=confusion classes=7 weights=no'.
            For ranking, s.f32 has a score a row: 'ranking directory=/data of=bootstrap replicates=1000 weights=yes'.
            """) { milliseconds, processorTime };
        command.SetAction(parsed => Run(parsed.GetValue(milliseconds), parsed.GetValue(processorTime) ? Clock.Processor : Clock.Wall));
        return command;
    }

    private static int Run(int milliseconds, Clock clock)
    {
        if (milliseconds < 1)
        {
            throw new UsageException("--milliseconds must be at least 1.");
        }

        var budget = TimeSpan.FromMilliseconds(milliseconds);
        Console.Out.WriteLine(RegisterWidth.Bits.ToString(CultureInfo.InvariantCulture));

        // The arrays of the last request stay for the next, which a script that alternates asks again.
        (string Line, ServedTreeWork Work)? last = null;
        while (Console.In.ReadLine() is { } line)
        {
            try
            {
                var request = TreeRequest.Parse(line);
                if (last is not { } kept || !string.Equals(kept.Line, request.WithoutThreads, StringComparison.Ordinal))
                {
                    last = null;
                    last = (request.WithoutThreads, ServedTreeWork.Create(request));
                }

                var seconds = last.Value.Work.Seconds(request.Threads, budget, clock);
                last.Value.Work.WriteResults(request.Directory);
                Console.Out.WriteLine(seconds.ToString("R", CultureInfo.InvariantCulture));
            }
            catch (Exception exception) when (exception is UsageException or ArgumentException or IOException or UnauthorizedAccessException)
            {
                // Such as options that the trainer does not take; a script reads one line.
                Console.Out.WriteLine($"refused: {exception.Message.ReplaceLineEndings(" ")}");
            }
        }

        return 0;
    }
}
