using Counterweight.Onnx.Schema;
using Counterweight.Training;
using Google.Protobuf;

namespace Counterweight.Onnx.Graphs;

/// <summary>A graph while it is built: what a node puts out is known by its name.</summary>
internal sealed class GraphBuilder
{
    /// <summary>Bytes that a file may have: a message of Protocol Buffers is shorter than 2 GiB. What is not counted, such as names of nodes, fits in the rest.</summary>
    public const long GreatestSize = int.MaxValue - (1L << 24);

    /// <summary>The name of the first dimension.</summary>
    public const string Rows = "rows";

    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private long size;

    /// <summary>The graph.</summary>
    public GraphProto Graph { get; } = new() { Name = "counterweight" };

    /// <summary>A name that nothing else has.</summary>
    public string Name(string stem)
    {
        var name = stem;
        for (var i = 1; !names.Add(name); i++)
        {
            name = Require.Text($"{stem}_{i}");
        }

        return name;
    }

    /// <summary>Counts bytes of the file.</summary>
    /// <exception cref="ArgumentException">They are too many.</exception>
    public void Count(long bytes)
    {
        size += bytes;
        if (size > GreatestSize)
        {
            throw Require.Misfit($"The model takes more than 2 GiB as ONNX, which no file of this format holds: it has too many nodes of trees.", "model");
        }
    }

    /// <summary>Adds an input of so many numbers or texts a row.</summary>
    public string Input(string stem, TensorProto.Types.DataType type, int width)
    {
        var name = Name(stem);
        Graph.Input.Add(Describe(name, type, width));
        return name;
    }

    /// <summary>Adds an input of one number a row, whose name was taken before.</summary>
    public string NamedInput(string name, TensorProto.Types.DataType type)
    {
        Graph.Input.Add(Describe(name, type, 0));
        return name;
    }

    /// <summary>Gives a tensor the name of an output, which was taken before: so many numbers or texts a row; of 0 a single one.</summary>
    public void Output(string name, string value, TensorProto.Types.DataType type, int width)
    {
        var node = new NodeProto { OpType = "Identity", Name = name };
        node.Input.Add(value);
        node.Output.Add(name);
        Graph.Node.Add(node);
        Graph.Output.Add(Describe(name, type, width));
    }

    /// <summary>Adds a node of one output, which is returned.</summary>
    public string Add(string type, string stem, params ReadOnlySpan<string> inputs) => Add(new NodeProto { OpType = type }, stem, inputs);

    /// <summary>The same of a node that has attributes.</summary>
    public string Add(NodeProto node, string stem, params ReadOnlySpan<string> inputs)
    {
        var name = Name(stem);
        (node.Name, node.Domain) = (name, node.Domain ?? "");
        node.Input.AddRange(inputs.ToArray());
        node.Output.Add(name);
        Graph.Node.Add(node);
        Count(node.CalculateSize());
        return name;
    }

    /// <summary>A node along an axis, or with another number.</summary>
    public string Add(string type, string stem, (string Name, long Value) attribute, params ReadOnlySpan<string> inputs)
    {
        var node = new NodeProto { OpType = type };
        node.Attribute.Add(Attributes.Of(attribute.Name, attribute.Value));
        return Add(node, stem, inputs);
    }

    /// <summary>A tensor of another type.</summary>
    public string Cast(string value, string stem, TensorProto.Types.DataType type) => Add("Cast", stem, ("to", (long)type), value);

    /// <summary>A column of a matrix, as a vector.</summary>
    public string Column(string matrix, string stem, int column) => Add("Gather", stem, ("axis", 1), matrix, Integers("column", [column]));

    /// <summary>A vector as a matrix of one column.</summary>
    public string Upright(string vector, string stem) => Add("Unsqueeze", stem, vector, Integers("axis", [1], 1));

    /// <summary>A matrix of one column as a vector.</summary>
    public string Flat(string matrix, string stem) => Add("Squeeze", stem, matrix, Integers("axis", [1], 1));

    /// <summary>The sum of each row, in a matrix of one column.</summary>
    public string RowSums(string matrix, string stem) => Add("ReduceSum", stem, matrix, Integers("axis", [1], 1));

    /// <summary>A scalar.</summary>
    public string Number(string stem, double value) => Numbers(stem, [value]);

    /// <summary>Doubles; without lengths a scalar.</summary>
    public string Numbers(string stem, ReadOnlySpan<double> values, params ReadOnlySpan<long> lengths) =>
        Constant(stem, Attributes.Tensor(TensorProto.Types.DataType.Double, values, lengths));

    /// <summary>Whole numbers; without lengths a scalar.</summary>
    public string Integers(string stem, ReadOnlySpan<long> values, params ReadOnlySpan<long> lengths) =>
        Constant(stem, Attributes.Tensor(TensorProto.Types.DataType.Int64, values, lengths));

    /// <summary>Flags.</summary>
    public string Flags(string stem, ReadOnlySpan<bool> values, params ReadOnlySpan<long> lengths) =>
        Constant(stem, Attributes.Tensor(TensorProto.Types.DataType.Bool, values, lengths));

    /// <summary>A vector of texts.</summary>
    public string Texts(string stem, IReadOnlyList<string> values)
    {
        var tensor = new TensorProto { DataType = (int)TensorProto.Types.DataType.String };
        tensor.Dims.Add(values.Count);
        tensor.StringData.AddRange(values.Select(ByteString.CopyFromUtf8));
        return Constant(stem, tensor);
    }

    private string Constant(string stem, TensorProto tensor)
    {
        tensor.Name = Name(stem);
        Count(tensor.CalculateSize());
        Graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    private static ValueInfoProto Describe(string name, TensorProto.Types.DataType type, int width)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = Rows });
        if (width > 0)
        {
            shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = width });
        }

        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape } } };
    }
}
