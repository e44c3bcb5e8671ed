using Counterweight.Cli.Costs;
using Counterweight.Decisions;
using Counterweight.Training;

namespace Counterweight.Cli.Arguments;

/// <summary>Class weights as the command line names them.</summary>
/// <param name="Text">As it is written; unweighted where there are none.</param>
/// <param name="Scheme">Weights that need no names; null: weights of one's own, or those of costs.</param>
/// <param name="Named">A weight of each class; null: not given.</param>
/// <param name="IsFromCosts">Whether weights come from the costs of mistakes.</param>
internal sealed record WeightChoice(string Text, ClassWeighting? Scheme, IReadOnlyList<KeyValuePair<string, double>>? Named = null, bool IsFromCosts = false)
{
    /// <summary>No weights.</summary>
    public static WeightChoice None { get; } = new("unweighted", ClassWeighting.None);

    /// <summary>Balanced weights.</summary>
    public static WeightChoice Balanced { get; } = new("balanced", ClassWeighting.Balanced);

    /// <summary>The weights among some classes.</summary>
    /// <param name="classes">All classes.</param>
    /// <param name="choice">What was said of costs; null: nothing.</param>
    /// <param name="costs">What mistakes cost; null: not known.</param>
    /// <exception cref="InputException">A class has no weight, a weight is of no class, or there are no costs to make weights from.</exception>
    public ClassWeighting Of(IReadOnlyList<string> classes, CostChoice? choice, CostMatrix? costs)
    {
        if (IsFromCosts)
        {
            return choice?.Column is not null ? throw new InputException($"--weights costs and {CostArguments.Column} contradict each other: costs of each row are no weights of classes")
                : costs is null ? throw new InputException("--weights costs needs costs: --cost or --cost-matrix")
                : ClassWeighting.FromCosts(costs.Costs);
        }

        if (Named is not null && Named.All(pair => pair.Value == 0))
        {
            throw new InputException("--weights: every class has the weight 0, and no row would count");
        }

        return Scheme ?? ClassWeighting.Custom(NamedNumbers.Of("--weights", Named!, classes));
    }
}
