using System.Text.Json;

namespace Counterweight.Peers;

/// <summary>The medians of a contender's rounds.</summary>
internal sealed record Result(string Problem, string Contender, IReadOnlyList<Round> Rounds)
{
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true };

    public double FitSeconds => Median(round => round.FitSeconds);

    public double ScoreSeconds => Median(round => round.ScoreSeconds);

    public double Seconds => Median(round => round.Seconds);

    public double BalancedAccuracy => Median(round => round.BalancedAccuracy);

    public double Auc => Median(round => round.Auc);

    /// <summary>Lets contenders run in turn. A first turn of each is not counted: code is compiled in it.</summary>
    public static IEnumerable<Result> Of(Problem problem, Contender[] contenders, int rounds)
    {
        var all = Array.ConvertAll(contenders, _ => new List<Round>());
        for (var round = -1; round < rounds; round++)
        {
            for (var i = 0; i < contenders.Length; i++)
            {
                var turn = Round.Run(problem, contenders[i]);
                if (round >= 0)
                {
                    all[i].Add(turn);
                }
            }
        }

        return contenders.Select((contender, i) => new Result(problem.Name, contender.Name, all[i]));
    }

    private double Median(Func<Round, double> value)
    {
        double[] sorted = [.. Rounds.Select(value).Order()];
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }
}
