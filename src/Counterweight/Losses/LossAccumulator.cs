using System.Diagnostics;
using Counterweight.Core.Sums;

namespace Counterweight.Losses;

/// <summary>Σ w·loss, Σ w and the rows that count, over work items, in no particular order.</summary>
[DebuggerDisplay("loss {Loss}, weight {Weight}, rows {Rows}")]
internal struct LossAccumulator
{
    private ReproducibleSum loss;
    private ReproducibleSum weight;
    private long rows;
    private long correct;

    public readonly double Loss => loss.Value;

    public readonly double Weight => weight.Value;

    public readonly long Rows => rows;

    public readonly long Correct => correct;

    public void Add(double itemLoss, double itemWeight, int itemRows, int itemCorrect = 0)
    {
        loss.Add(itemLoss);
        weight.Add(itemWeight);
        rows += itemRows;
        correct += itemCorrect;
    }

    public void Add(in LossAccumulator other)
    {
        loss.Add(in other.loss);
        weight.Add(in other.weight);
        rows = checked(rows + other.rows);
        correct = checked(correct + other.correct);
    }
}
