using System.Reflection;
using System.Text.Json;
using Counterweight.Onnx.Decisions;
using Counterweight.Onnx.Graphs;
using Counterweight.Onnx.Schema;
using Counterweight.Training;
using Counterweight.Training.Models;
using Google.Protobuf;

namespace Counterweight.Onnx.Models;

/// <summary>A whole file: the graph, its outputs and what it says of itself.</summary>
internal sealed class FileExport
{
    private const int IrVersion = 10, OperatorVersion = 21, MachineLearningVersion = 5;

    private readonly GraphBuilder graph = new();
    private readonly ISavedModel model;
    private readonly ModelSchema schema;
    private readonly OnnxOptions options;
    private readonly InputExport inputs;

    private FileExport(ISavedModel model, ModelSchema schema, OnnxOptions options)
    {
        (this.model, this.schema, this.options) = (model, schema, options);
        inputs = new(graph, options);
    }

    /// <summary>The file of a model. Everything is checked.</summary>
    public static ModelProto Of(ISavedModel model, ModelSchema? schema, OnnxOptions? options)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new OnnxOptions();
        schema ??= ModelSchema.None;
        Require.Defined(options.ElementType, nameof(options.ElementType), nameof(options));
        Require.Defined(options.Inputs, nameof(options.Inputs), nameof(options));
        Require.NotNull(options.Decision, nameof(options.Decision), "be one of OnnxDecision", nameof(options));
        schema.ThrowIfNotOf(model);
        return new FileExport(model, schema, options).Run();
    }

    /// <summary>Writes a file.</summary>
    public static void Write(ModelProto file, Stream destination)
    {
        using var output = new CodedOutputStream(destination, leaveOpen: true);
        file.WriteTo(output);
    }

    private ModelProto Run()
    {
        foreach (var name in model is IProbabilisticClassifier ? (string[])["label", "probabilities", InputExport.MissCost] : ["prediction"])
        {
            graph.Name(name);
        }

        if (options.Decision is not MostProbableDecision)
        {
            options.Decision.Check(model is IProbabilisticClassifier classes ? classes.ClassCount : 0);
        }

        var context = new ExportContext(graph, inputs.Features(model.FeatureCount, schema), model.FeatureCount);
        if (model is IProbabilisticClassifier classifier)
        {
            AddClasses(context, classifier);
        }
        else
        {
            inputs.Output("prediction", ModelExport.Numbers(context, model), 0);
        }

        var file = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "Counterweight",
            ProducerVersion = typeof(FileExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "",
            Graph = graph.Graph,
        };
        file.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = OperatorVersion });
        file.OpsetImport.Add(new OperatorSetIdProto { Domain = "ai.onnx.ml", Version = MachineLearningVersion });
        AddMetadata(file);
        return file;
    }

    private void AddClasses(ExportContext context, IProbabilisticClassifier classifier)
    {
        var classes = ModelExport.Classes(context, classifier, nameof(model));
        var label = options.Decision.Label(new(graph, classes, inputs.MissCosts));
        if (schema.Classes.Count > 0)
        {
            // −1 is the last of them.
            graph.Output("label", graph.Add("Gather", "names_of_labels", graph.Texts("class_names", [.. schema.Classes, ""]), label), TensorProto.Types.DataType.String, 0);
        }
        else
        {
            graph.Output("label", label, TensorProto.Types.DataType.Int64, 0);
        }

        inputs.Output("probabilities", classes.Probabilities, classifier.ClassCount);
    }

    private void AddMetadata(ModelProto file)
    {
        foreach (var property in schema.Metadata)
        {
            Add(property.Name, property.Text);
        }

        Add("counterweight.model", Describe(model));
        Add("counterweight.inputs", Json(writer =>
        {
            foreach (var name in inputs.Names)
            {
                writer.WriteStringValue(name);
            }
        }));
        if (model is IClassifier)
        {
            Add("counterweight.label", options.Decision.Describe());
        }

        if (schema.Classes.Count > 0)
        {
            Add("counterweight.classes", Json(writer => WriteTexts(writer, schema.Classes)));
        }

        if (schema.Features.Count > 0)
        {
            Add("counterweight.features", Json(writer =>
            {
                foreach (var feature in schema.Features)
                {
                    WriteFeature(writer, feature);
                }
            }));
        }

        // A name is there once: that of the schema's own metadata.
        void Add(string name, string text)
        {
            if (file.MetadataProps.All(property => !string.Equals(property.Key, name, StringComparison.Ordinal)))
            {
                file.MetadataProps.Add(new StringStringEntryProto { Key = name, Value = text });
            }
        }
    }

    private static void WriteFeature(Utf8JsonWriter writer, FeatureSchema feature)
    {
        writer.WriteStartObject();
        writer.WriteString("name", feature.Name);
        if (feature.Categories is { } categories)
        {
            writer.WriteStartArray("categories");
            WriteTexts(writer, categories);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }
    }

    private static string Describe(object model) => model switch
    {
        PriorCorrectedClassifier corrected => $"{model.GetType().Name}({Describe(corrected.Classifier)})",
        CalibratedClassifier calibrated => Require.Text($"{model.GetType().Name}({calibrated.Method}, {Describe(calibrated.Classifier)})"),
        _ => model.GetType().Name,
    };

    private static string Json(Action<Utf8JsonWriter> writeElements)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartArray();
            writeElements(writer);
            writer.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, checked((int)bytes.Length));
    }
}
