namespace Counterweight.Engine;

/// <summary>Σ w·loss, Σ w and the rows that count, over work items, in no particular order.</summary>
internal struct LossAccumulator
{
    private ReproducibleSum loss;
    private ReproducibleSum weight;
    private long rows;

    public readonly double Loss => loss.Value;

    public readonly double Weight => weight.Value;

    public readonly long Rows => rows;

    public void Add(double itemLoss, double itemWeight, int itemRows)
    {
        loss.Add(itemLoss);
        weight.Add(itemWeight);
        rows += itemRows;
    }

    public void Add(in LossAccumulator other)
    {
        loss.Add(in other.loss);
        weight.Add(in other.weight);
        rows += other.rows;
    }

}
