using System.Diagnostics;
using Counterweight.Losses.Point;
using Counterweight.Losses.Softmax;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;

namespace Counterweight.Benchmarks.FirstCalls;

/// <summary>Calls whose first ones are timed, by name.</summary>
internal static class FirstCallWorks
{
    private const int Rows = 65536;
    private const int Classes = 3;
    private const int FitRows = 20_000;
    private const int FitFeatures = 10;

    private static readonly (string Name, int Calls, Func<Random, Action> Prepare)[] All =
    [
        ("binary-cross-entropy", 2000, BinaryLoss),
        ("softmax-cross-entropy", 1000, SoftmaxLoss),
        ("boosting", 20, Boosting),
    ];

    public static IEnumerable<string> Names => All.Select(work => work.Name);

    /// <summary>Times the calls of a work.</summary>
    /// <exception cref="UsageException">There is no such work.</exception>
    public static CallTimes Time(string name)
    {
        var work = All.FirstOrDefault(work => string.Equals(work.Name, name, StringComparison.Ordinal));
        if (work.Name is null)
        {
            throw new UsageException($"There is no work '{name}', only {string.Join(", ", Names)}.");
        }

        var call = work.Prepare(new Random(1));
        var times = new double[work.Calls];
        foreach (ref var time in times.AsSpan())
        {
            var started = Stopwatch.GetTimestamp();
            call();
            time = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        return CallTimes.Of(times);
    }

    private static Action BinaryLoss(Random random)
    {
        var (scores, gradient) = (Numbers(random, Rows), new float[Rows]);
        float[] targets = [.. Enumerable.Range(0, Rows).Select(_ => (float)random.Next(2))];
        return () => PointLoss.Evaluate(new BinaryCrossEntropy<float>(3, 1), scores, targets, outputs: new() { Gradient = gradient });
    }

    private static Action SoftmaxLoss(Random random)
    {
        var (scores, gradient) = (Numbers(random, Rows * Classes), new float[Rows * Classes]);
        int[] labels = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(Classes))];
        return () => Losses.Softmax.SoftmaxLoss.Evaluate(new SoftmaxCrossEntropy<float>(), scores, Classes, labels, outputs: new() { Gradient = gradient });
    }

    /// <summary>50 rounds on one thread, bins included.</summary>
    private static Action Boosting(Random random)
    {
        var values = Numbers(random, FitRows * FitFeatures);
        int[] labels = [.. Enumerable.Range(0, FitRows).Select(row => values[row] + (values[FitRows + row] * values[(2 * FitRows) + row]) > 1 ? 1 : 0)];
        var data = new Dataset([.. Enumerable.Range(0, FitFeatures).Select(feature => $"feature {feature}")], ["no", "yes"], values, labels);
        return () => GradientBoostingClassifier.Fit(data, new() { Rounds = 50 });
    }

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (16 * random.NextSingle()) - 8)];
}
