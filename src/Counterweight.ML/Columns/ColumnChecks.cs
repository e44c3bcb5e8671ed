using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace Counterweight.ML.Columns;

/// <summary>Refuses columns that are not there or of another type, by name and type.</summary>
internal static class ColumnChecks
{
    private const string LabelRule = "a Boolean, a key (MapValueToKey makes keys of texts) or a number, and one a row";
    private const string FeatureRule = "a vector of Single of known size (Concatenate makes one)";
    private const string NumberRule = "a Single or a Double";

    /// <summary>A column of a view.</summary>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name) => schema.GetColumnOrNull(name)
        ?? throw Missing(name, schema.Where(column => !column.IsHidden).Select(column => column.Name));

    /// <summary>Whether a type is one of classes.</summary>
    public static bool IsLabel(DataViewType type) => type is KeyDataViewType or BooleanDataViewType || IsNumber(type);

    /// <summary>Whether a type is a single number.</summary>
    public static bool IsNumber(DataViewType type) => type == NumberDataViewType.Single || type == NumberDataViewType.Double;

    public static DataViewSchema.Column Label(DataViewSchema schema, string name) => Of(schema, name, IsLabel, LabelRule);

    public static DataViewSchema.Column Features(DataViewSchema schema, string name) =>
        Of(schema, name, type => type is VectorDataViewType { IsKnownSize: true } vector && vector.ItemType == NumberDataViewType.Single, FeatureRule);

    public static DataViewSchema.Column Number(DataViewSchema schema, string name) => Of(schema, name, IsNumber, NumberRule);

    /// <summary>A column whose type meets a rule.</summary>
    public static DataViewSchema.Column Of(DataViewSchema schema, string name, Func<DataViewType, bool> isGood, string rule)
    {
        var column = Find(schema, name);
        return isGood(column.Type) ? column : throw Wrong(name, column.Type.ToString()!, rule);
    }

    /// <summary>The same of the columns that a pipeline will have.</summary>
    public static void Check(SchemaShape shape, ColumnNames names)
    {
        Label(shape, names.Label);
        Of(shape, names.Features, column => column.Kind == VectorKind.Vector && column.ItemType == NumberDataViewType.Single && !column.IsKey, FeatureRule);
        if (names.Weight is { } weight)
        {
            Number(shape, weight);
        }
    }

    public static SchemaShape.Column Label(SchemaShape shape, string name) =>
        Of(shape, name, column => column.Kind == VectorKind.Scalar && (column.IsKey || IsLabel(column.ItemType)), LabelRule);

    public static void Number(SchemaShape shape, string name) => Of(shape, name, column => column.Kind == VectorKind.Scalar && !column.IsKey && IsNumber(column.ItemType), NumberRule);

    public static SchemaShape.Column Of(SchemaShape shape, string name, Func<SchemaShape.Column, bool> isGood, string rule)
    {
        SchemaShape.Column[] found = [.. shape.Where(column => string.Equals(column.Name, name, StringComparison.Ordinal))];
        if (found.Length == 0)
        {
            throw Missing(name, shape.Select(column => column.Name));
        }

        return isGood(found[^1]) ? found[^1] : throw Wrong(name, TypeText(found[^1]), rule);
    }

    private static string TypeText(SchemaShape.Column column)
    {
        var item = column.IsKey ? Refuse.Text($"Key<{column.ItemType}>") : Refuse.Text($"{column.ItemType}");
        return column.Kind switch
        {
            VectorKind.Vector => Refuse.Text($"Vector<{item}>"),
            VectorKind.VariableVector => Refuse.Text($"Vector<{item}> of variable size"),
            _ => item,
        };
    }

    private static ArgumentException Missing(string name, IEnumerable<string> names) =>
        Refuse.Misfit($"There is no column '{name}'; there are {string.Join(", ", names.Select(other => Refuse.Text($"'{other}'")))}.", name);

    private static ArgumentException Wrong(string name, string type, string rule) =>
        Refuse.Misfit($"Column '{name}' is of type {type}; it must be {rule}.", name);
}
