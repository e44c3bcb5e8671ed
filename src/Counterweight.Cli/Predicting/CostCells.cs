using System.Globalization;
using Counterweight.Cli.Costs;
using Counterweight.Cli.Models;
using Counterweight.Cli.Reading.Cells;

namespace Counterweight.Cli.Predicting;

/// <summary>What it costs to miss each row.</summary>
internal sealed class CostCells(string source, InputColumn column, MissingMarkers missing) : NumberCells(source, column, missing)
{
    protected override void Add(double value, long line)
    {
        if (!RowCosts.IsCost(value))
        {
            throw Refuse(line, double.IsNaN(value) ? "" : value.ToString(CultureInfo.InvariantCulture), $"is no cost, by which the model decides; each row must have {RowCosts.Range}");
        }

        base.Add(value, line);
    }
}
