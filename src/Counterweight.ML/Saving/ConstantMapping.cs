using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Counterweight.ML.Saving;

/// <summary>No columns.</summary>
internal sealed class NoColumns
{
}

/// <summary>A column that is the same in every row: the key under which MapValue finds the text of a model.</summary>
internal sealed class ConstantColumn
{
    [ColumnName(HiddenColumns.Constant)]
    public bool Value { get; set; }
}

/// <summary>Adds the constant column.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class ConstantMapping : CustomMappingFactory<NoColumns, ConstantColumn>
{
    public const string Contract = "Counterweight.ML.Constant";

    public override Action<NoColumns, ConstantColumn> GetMapping() => static (_, constant) => constant.Value = true;
}
