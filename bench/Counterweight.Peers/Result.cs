using System.Text.Json;

namespace Counterweight.Peers;

/// <summary>The turns of a contender: times are medians, qualities means over the splits.</summary>
internal sealed record Result(string Problem, string Contender, IReadOnlyList<Round> Rounds)
{
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true };

    public double FitSeconds => Median(Rounds.Select(round => round.FitSeconds));

    public double ScoreSeconds => Median(Rounds.Select(round => round.ScoreSeconds));

    public Quality BalancedAccuracy => Of(round => round.BalancedAccuracy);

    public Quality Auc => Of(round => round.Auc);

    public Quality LogLoss => Of(round => round.LogLoss);

    /// <summary>Lets contenders run in turn, on every split of the rows. A first turn of each is not counted: code is compiled in it.</summary>
    /// <param name="load">Makes the split of a seed.</param>
    /// <param name="contenders">Who runs.</param>
    /// <param name="splits">How many splits.</param>
    /// <param name="rounds">Turns of each contender on each split.</param>
    public static IEnumerable<Result> Of(Func<int, Problem> load, Contender[] contenders, int splits, int rounds)
    {
        var all = Array.ConvertAll(contenders, _ => new List<Round>());
        var name = "";
        for (var split = 0; split < splits; split++)
        {
            var problem = load(split);
            name = problem.Name;
            for (var round = split == 0 ? -1 : 0; round < rounds; round++)
            {
                for (var i = 0; i < contenders.Length; i++)
                {
                    var turn = Round.Run(problem, contenders[i]) with { Split = split };
                    if (round >= 0)
                    {
                        all[i].Add(turn);
                    }
                }
            }
        }

        return contenders.Select((contender, i) => new Result(name, contender.Name, all[i]));
    }

    /// <summary>The median of how many times as long as <paramref name="other"/> this took, turn by turn.</summary>
    public double TimeRatio(Result other) => Median(Rounds.Zip(other.Rounds, (own, others) => own.Seconds / others.Seconds));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    private Quality Of(Func<Round, double> value) => Quality.Of([.. Rounds.DistinctBy(round => round.Split).Select(value)]);
}
